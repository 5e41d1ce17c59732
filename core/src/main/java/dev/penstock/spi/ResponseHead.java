package dev.penstock.spi;

/**
 * The head of a final response (never a 1xx).
 *
 * @param status the status code
 * @param headers the headers as received
 */
public record ResponseHead(int status, Headers headers) {}
