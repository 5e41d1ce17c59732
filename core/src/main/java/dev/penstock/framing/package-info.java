/**
 * Bytes in, frames out: incremental parsers for server-sent events, NDJSON, JSON arrays and AWS
 * event streams.
 *
 * <p>Each is a pull cursor over chunks that may be split anywhere. A frame that lies in one chunk
 * is handed out as a borrowed slice of that chunk, without a copy. The package stands alone: it
 * knows nothing of HTTP or of providers.
 */
package dev.penstock.framing;
