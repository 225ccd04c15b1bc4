/**
 * Parameters that outlive the server: `setpar` keeps them in the database.
 *
 * @module
 */

import type { Volumes } from "../database/volumes.ts";
import { JukeboxError } from "../errors.ts";
import type { Log } from "../log/log.ts";
import { type ParameterName, PARAMETERS, type Parameters } from "../parameters.ts";
import type { ParameterStatus } from "../service.ts";

/** Puts the kept values in force; one that is no longer allowed is left at its default. */
export function restoreParameters(parameters: Parameters, volumes: Volumes, log: Log): void {
  for (const [name, value] of Object.entries(volumes.parameters())) {
    try {
      parameters.set(name, value);
    } catch (error) {
      if (!(error instanceof JukeboxError)) throw error;
      log.error(1, "-", error);
    }
  }
}

/** Changes one for now and later. */
export function setParameter(
  name: string,
  value: number,
  parameters: Parameters,
  volumes: Volumes,
): ParameterStatus {
  // Refuses what there is not, before anything else is done with the name.
  const before = parameters.all();
  parameters.set(name, value);
  try {
    volumes.keepParameter(name as ParameterName, value);
  } catch (error) {
    parameters.set(name, before[name as ParameterName]);
    throw error;
  }
  return parameterStatus(name as ParameterName, parameters);
}

/** A parameter with its value. */
function parameterStatus(name: ParameterName, parameters: Parameters): ParameterStatus {
  return { ...PARAMETERS[name], name, value: parameters.get(name) };
}

/** All parameters. */
export function parameterList(parameters: Parameters): ParameterStatus[] {
  return (Object.keys(PARAMETERS) as ParameterName[]).map((name) => parameterStatus(name, parameters));
}
