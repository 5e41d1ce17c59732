package dev.penstock;

import org.jspecify.annotations.Nullable;

/**
 * An error as a provider reports it, in the body of an error response or in the middle of a stream.
 *
 * @param type the provider's class of error, such as {@code overloaded_error}; null if it names
 *     none
 * @param code the provider's code, a number as its digits; null if it gives none
 * @param message what the provider says; {@code ""} if nothing
 * @param retryable whether the same request may succeed later
 */
public record ProviderError(
    @Nullable String type, @Nullable String code, String message, boolean retryable) {}
