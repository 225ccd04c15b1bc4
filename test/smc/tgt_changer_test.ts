/** A changer that we have not written: tgt's, behind iSCSI. */

import { tgtTest } from "../support/tgt.ts";
import { changerConformance } from "./changer_conformance.ts";
import { tgtChangerWays } from "./tgt_changer.ts";

changerConformance("tgt's changer", tgtChangerWays, tgtTest);
