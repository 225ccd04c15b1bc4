/**
 * How much of the server its clients may take.
 *
 * @module
 */

/** The limits; every one has a default. */
export interface HttpLimits {
  /** Bytes of a request's body. */
  readonly body: number;
  /** Bytes of a request's headers. */
  readonly headers: number;
  /** Seconds in which the headers of a request have to arrive. */
  readonly headerSeconds: number;
  /** Seconds in which the body of a request has to arrive. */
  readonly bodySeconds: number;
  /** Seconds without progress after which a client that does not read its answer is cut off. */
  readonly stallSeconds: number;
  /** Seconds an idle connection is kept for the next request. */
  readonly idleSeconds: number;
  /** Connections at the same time, over the unix socket and over TCP each. */
  readonly connections: number;
  /** Requests at the same time, those that wait included, over the unix socket and over TCP each. */
  readonly requests: number;
  /** Listeners of `/v1/events` at the same time. */
  readonly subscribers: number;
  /** Events that wait for a slow listener before it is cut off. */
  readonly queuedEvents: number;
  /** Events that are kept for listeners that come back. */
  readonly recentEvents: number;
  /** Seconds between signs of life to listeners. */
  readonly heartbeatSeconds: number;
  /** Seconds a request may wait for the end of a job. */
  readonly waitSeconds: number;
  /** Seconds that requests have to end when the server closes. */
  readonly closeSeconds: number;
}

/** What is taken where the configuration says nothing. */
export const HTTP_LIMITS: HttpLimits = {
  body: 1024 * 1024,
  headers: 16 * 1024,
  headerSeconds: 10,
  bodySeconds: 30,
  stallSeconds: 60,
  idleSeconds: 60,
  connections: 2000,
  requests: 1500,
  subscribers: 100,
  queuedEvents: 1000,
  recentEvents: 1000,
  heartbeatSeconds: 15,
  waitSeconds: 60,
  closeSeconds: 5,
};
