/**
 * Reading a language model's streamed answer the way one reads a file: {@link
 * dev.penstock.Penstock#open open}, iterate, close.
 *
 * <p>{@link dev.penstock.Penstock} is the client, {@link dev.penstock.StreamRequest} what to send,
 * {@link dev.penstock.EventStream} the answer, {@link dev.penstock.StreamEvent} what is in it,
 * {@link dev.penstock.StreamException} what can go wrong. {@link dev.penstock.Dialect} and {@link
 * dev.penstock.Normalizer} are for those who add a provider.
 */
package dev.penstock;
