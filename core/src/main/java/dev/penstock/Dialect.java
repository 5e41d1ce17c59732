package dev.penstock;

import dev.penstock.framing.Framing;
import java.util.function.Function;

/**
 * How a provider's stream is read: what cuts its bytes into frames, and what makes events of them.
 *
 * @param name the dialect's name, for messages
 * @param framing the framing to expect; where a body's first byte speaks against it, the one that
 *     fits is used
 * @param normalizers makes the normalizer of a stream, within the stream's limits
 */
public record Dialect(String name, Framing framing, Function<Limits, Normalizer> normalizers) {}
