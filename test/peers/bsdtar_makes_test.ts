/** Images made by bsdtar are read by us. */

import { weRead } from "./theirs.ts";

weRead("bsdtar");
