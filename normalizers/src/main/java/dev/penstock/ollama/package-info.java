/**
 * Ollama's own API. It serves OpenAI's dialect as well, for which see {@code dev.penstock.openai}.
 */
package dev.penstock.ollama;
