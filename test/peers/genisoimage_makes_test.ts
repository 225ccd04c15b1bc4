/** Images made by genisoimage are read by us. */

import { weRead } from "./theirs.ts";

weRead("genisoimage");
