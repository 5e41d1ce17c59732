import org.jspecify.annotations.NullMarked;

/** Penstock's providers: their requests and their answers, a package a provider. */
@NullMarked
module dev.penstock.normalizers {
  requires transitive dev.penstock;
  requires static transitive org.jspecify;
  requires tools.jackson.core;

  exports dev.penstock.anthropic;
  exports dev.penstock.cohere;
  exports dev.penstock.converse;
  exports dev.penstock.gemini;
  exports dev.penstock.json;
  exports dev.penstock.ollama;
  exports dev.penstock.openai;
  exports dev.penstock.prompt;
}
