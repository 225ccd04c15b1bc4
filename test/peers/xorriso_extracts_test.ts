/** xorriso extracts what we master. */

import { judgedBy, type VariantName, variants } from "./judged.ts";

judgedBy("xorriso", Object.keys(variants) as VariantName[]);
