package dev.penstock;

/**
 * A server-sent event (WHATWG HTML §9.2).
 *
 * @param type its type, {@code "message"} where the server gave none
 * @param data its data, decoded as the WHATWG decodes UTF-8
 * @param id the last event id as of this event, {@code ""} if there was none
 */
public record ServerSentEvent(String type, String data, String id) {}
