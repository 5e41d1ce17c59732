/**
 * Google's Gemini: {@code streamGenerateContent} of AI Studio and Vertex AI, and the Interactions
 * API.
 */
package dev.penstock.gemini;
