/**
 * Runs `discglow verify --source`.
 *
 * @module
 */

import { verifyImage } from "../image/verify.ts";
import type { Context } from "./command.ts";
import { count } from "./count.ts";
import { escapeText } from "./escape.ts";
import { EXIT_DIFFERENT } from "./exit_codes.ts";
import { Notices } from "./notices.ts";
import { openWithTree } from "./reading.ts";
import { scanOptions } from "./scan_options.ts";
import type { VerifyValues } from "./verify.ts";

/** Compares an image with a tree. */
export async function verifyTree(
  imagePath: string,
  values: VerifyValues,
  { output, signal }: Context,
): Promise<number> {
  const notices = new Notices(output);
  using image = await openWithTree(imagePath, values.tree, notices);
  let different = 0;
  const { compared, bytes } = await verifyImage(image, {
    ...scanOptions(values, { onNotice: notices.take, signal: signal() }),
    onDifference: (difference) => {
      different++;
      if (values.json) output.record({ event: "difference", ...difference });
      else output.line(escapeText(`${difference.path}: ${difference.what}`));
    },
  });
  if (values.json) output.record({ event: "verified", image: imagePath, compared, bytes, different });
  else if (!values.quiet) {
    const result = different === 0 ? "no difference" : count(different, "difference");
    const entries = count(compared, "entry", "entries");
    output.line(`${escapeText(imagePath)}: ${result}; ${entries}, ${bytes} bytes compared`);
  }
  return different > 0 ? EXIT_DIFFERENT : notices.exitCode;
}
