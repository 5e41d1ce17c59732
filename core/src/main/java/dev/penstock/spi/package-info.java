/**
 * What an author of an HTTP backend implements: {@link dev.penstock.spi.BackendProvider} makes a
 * {@link dev.penstock.spi.Backend}, which makes an {@link dev.penstock.spi.Exchange} for each
 * request.
 *
 * <p>A backend moves bytes and knows nothing of providers, framings or events.
 */
package dev.penstock.spi;
