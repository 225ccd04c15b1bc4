/** 7z extracts what we master. */

import { judgedBy } from "./judged.ts";

// 7z has no word for the tree it reads: Joliet when there is one, else Rock Ridge
judgedBy("7z", ["Rock Ridge", "Joliet beside Rock Ridge", "Joliet", "level 1", "level 4"]);
