/** bsdtar extracts what we master. */

import { judgedBy, type VariantName, variants } from "./judged.ts";

judgedBy("bsdtar", Object.keys(variants) as VariantName[]);
