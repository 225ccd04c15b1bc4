/**
 * Files as the archive of an office has them: paths that nobody made up one by one.
 *
 * @module
 */

import type { IndexedFile } from "../../lib/jukebox/database/volumes.ts";
import { Random } from "../../test/support/random.ts";

const DEPARTMENTS = ["accounts", "purchase", "sales", "Entwicklung", "Qualität"];
const KINDS = [
  "report",
  "invoice",
  "letter",
  "contract",
  "minutes",
  "budget",
  "offer",
  "order",
  "scan",
  "drawing",
];
const ENDINGS = ["pdf", "pdf", "tif", "docx", "xml"];
const REMARKS = ["", "", "", "-final", " copy", "_Müller"];

/** Files in one folder. */
const TOGETHER = 20;

/** The files of one disc, in the order of their folders. */
export function filesOfDisc(disc: number, count: number): IndexedFile[] {
  const random = new Random(disc);
  const files: IndexedFile[] = [];
  let folder = "";
  let year = 0;
  for (let i = 0; i < count; i++) {
    if (i % TOGETHER === 0) {
      year = 1990 + random.below(35);
      const customer = `${random.below(5000)}`.padStart(5, "0");
      folder = `/${random.one(DEPARTMENTS)}/${year}/customer-${customer}`;
    }
    const number = `${random.below(1_000_000)}`.padStart(6, "0");
    const path = `${folder}/${random.one(KINDS)}-${year}-${number}${random.one(REMARKS)}.${
      random.one(ENDINGS)
    }`;
    files.push({ path, size: random.below(10_000_000), modified: `${year}-03-04T05:06:07Z` });
  }
  return files;
}

/** What people look for, and what is hard. */
export const SEARCHES: readonly string[] = [
  "report-2019",
  "invoice 2004 customer-00017",
  "müller contract 1999",
  "QUALITAT budget",
  "2001-012345",
  "final.pdf sales",
  "customer-04711",
  "ab",
  "7",
  "no such file",
  "zzzz",
  "pdf tif",
  "scan drawing müller",
  "q z",
];
