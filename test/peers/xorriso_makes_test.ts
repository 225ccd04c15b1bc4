/** Images made by xorriso are read by us. */

import { weRead } from "./theirs.ts";

weRead("xorriso");
