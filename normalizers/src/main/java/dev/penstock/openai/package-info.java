/** OpenAI's APIs, and the many servers that speak its Chat Completions. */
package dev.penstock.openai;
