import { openIscsi } from "../../lib/scsi/iscsi.ts";
import { tgtTest } from "../support/tgt.ts";
import { conformance } from "./conformance.ts";
import { tgtWays } from "./tgt_ways.ts";

conformance("iSCSI", () => tgtWays(openIscsi), tgtTest);
conformance("iSCSI with long segments", () => tgtWays(openIscsi, true), tgtTest);
