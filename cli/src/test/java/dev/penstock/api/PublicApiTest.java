package dev.penstock.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Penstock;
import dev.penstock.backend.jdk.JdkBackend;
import dev.penstock.backend.jetty.JettyBackend;
import dev.penstock.bedrock.Bedrock;
import dev.penstock.openai.OpenAi;
import dev.penstock.testkit.ScriptedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The public API of each module is the one in {@code docs/api}. Who means to change it writes those
 * files anew, by {@code mvn -B verify -pl cli -am -Dtest=PublicApiTest -Dpenstock.api.write=true},
 * and their difference is what a review looks at.
 */
final class PublicApiTest {
  private static final Path AGREED = Path.of("..", "docs", "api");

  /** The line before each type that javap describes. */
  private static final Pattern SOURCE = Pattern.compile("(?m)^Compiled from .*\\R");

  private static final Pattern PUBLIC_TYPE =
      Pattern.compile("(public|protected) [^{<]*?(class|interface) (?<name>[\\w.$]+)");

  @ParameterizedTest
  @ValueSource(
      classes = {
        Penstock.class,
        JdkBackend.class,
        JettyBackend.class,
        OpenAi.class,
        Bedrock.class,
        ScriptedServer.class
      })
  void the_public_api_is_the_one_that_was_agreed_on(Class<?> inModule) throws Exception {
    var location = Path.of(inModule.getProtectionDomain().getCodeSource().getLocation().toURI());
    var module = ModuleFinder.of(location).findAll().iterator().next();
    var agreed = AGREED.resolve(module.descriptor().name() + ".txt");
    var api = describe(location, module);
    if (Boolean.getBoolean("penstock.api.write")) {
      Files.createDirectories(AGREED);
      Files.writeString(agreed, api);
    }
    assertThat(api)
        .as("%s differs; -Dpenstock.api.write=true writes it, if that is meant", agreed)
        .isEqualToNormalizingNewlines(Files.readString(agreed));
  }

  /** Describes all types that users of a module can name, without loading them. */
  private static String describe(Path location, ModuleReference module) throws Exception {
    var arguments = new ArrayList<>(List.of("-protected", "-classpath", location.toString()));
    arguments.addAll(exportedTypes(module));
    var out = new StringWriter();
    var errors = new StringWriter();
    int status =
        ToolProvider.findFirst("javap")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(errors), arguments.toArray(String[]::new));
    assertThat(status).as(errors.toString()).isZero();
    var api = new StringBuilder("module " + module.descriptor().name() + "\n");
    var shown = new HashSet<String>();
    for (var type : SOURCE.splitAsStream(out.toString()).toList()) {
      var header = PUBLIC_TYPE.matcher(type);
      if (header.lookingAt() && isInShown(header.group("name"), shown)) {
        shown.add(header.group("name"));
        api.append('\n').append(type);
      }
    }
    return api.toString();
  }

  /** Whether what a type is nested in is shown; its outer type is described before it. */
  private static boolean isInShown(String name, Set<String> shown) {
    int nested = name.lastIndexOf('$');
    return nested < 0 || shown.contains(name.substring(0, nested));
  }

  private static List<String> exportedTypes(ModuleReference module) throws IOException {
    try (var reader = module.open();
        var files = reader.list()) {
      return files
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .filter(type -> isExported(type.substring(0, Math.max(0, type.lastIndexOf('.'))), module))
          .sorted()
          .toList();
    }
  }

  private static boolean isExported(String inPackage, ModuleReference module) {
    return module.descriptor().exports().stream()
        .anyMatch(export -> !export.isQualified() && export.source().equals(inPackage));
  }
}
