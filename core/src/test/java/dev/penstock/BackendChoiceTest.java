package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.BackendChoice.Wanted;
import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendProvider;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackendChoiceTest {

  private record NamedBackend(String name, List<String> closed) implements Backend {
    @Override
    public Exchange begin(BackendRequest request) {
      throw new AssertionError("nothing is to be sent");
    }

    @Override
    public void close() {
      closed.add(name);
    }
  }

  private final List<String> closed = new ArrayList<>();

  private record Provider(String name, List<String> closed) implements BackendProvider {
    @Override
    public Backend create() {
      return new NamedBackend(name, closed);
    }
  }

  private BackendChoice choice(
      @Nullable String property,
      @Nullable String environment,
      @Nullable String builder,
      String... present) {
    var providers =
        Stream.of(present).map(name -> (BackendProvider) new Provider(name, closed)).toList();
    return new BackendChoice(
        name -> name.equals("penstock.backend") ? property : null,
        name -> name.equals("PENSTOCK_BACKEND") ? environment : null,
        providers,
        Wanted.of(builder));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // call, property, environment, builder, what is chosen
        "a, b, c, d, a",
        "a, -, -, -, a",
        "a, b, -, -, a",
        "a, -, c, -, a",
        "a, -, -, d, a",
        "-, b, c, d, b",
        "-, b, -, d, b",
        "-, b, c, -, b",
        "-, -, c, d, c",
        "-, -, c, -, c",
        "-, -, -, d, d",
        "-, -, -, -, jdk",
        "'', ' ', '\t', '', jdk",
        "' ', b, c, d, b",
        "-, '', c, d, c",
        "-, -, ' ', d, d",
        "' a ', b, c, d, a",
      })
  void the_first_that_says_something_decides(
      @Nullable String call,
      @Nullable String property,
      @Nullable String environment,
      @Nullable String builder,
      String chosen) {
    try (var choice = choice(property, environment, builder, "a", "b", "c", "d", "jdk", "jetty")) {
      assertThat(choice.choose(Wanted.of(call)).name()).isEqualTo(chosen);
    }
  }

  @Test
  void the_only_one_that_is_present_is_the_default() {
    try (var choice = choice(null, null, null, "jetty")) {
      assertThat(choice.choose(Wanted.NOTHING).name()).isEqualTo("jetty");
    }
  }

  @Test
  void several_of_which_none_is_the_jdks_must_be_chosen_from() {
    try (var choice = choice(null, null, null, "jetty", "mine")) {
      assertThatThrownBy(() -> choice.choose(Wanted.NOTHING))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[jetty, mine]")
          .hasMessageContaining("penstock.backend");
    }
  }

  @Test
  void an_unknown_name_lists_what_is_present_and_what_to_add() {
    try (var choice = choice("jetty", null, null, "jdk")) {
      assertThatThrownBy(() -> choice.choose(Wanted.NOTHING))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'jetty'")
          .hasMessageContaining("[jdk]")
          .hasMessageContaining("dev.penstock:penstock-backend-jetty");
    }
  }

  @Test
  void with_none_present_the_message_names_what_to_add() {
    try (var choice = choice(null, null, null)) {
      assertThatThrownBy(() -> choice.choose(Wanted.NOTHING))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dev.penstock:penstock-backend-jdk");
    }
  }

  @Test
  void a_backend_is_made_once_and_closed_with_the_client_and_a_users_own_is_left_alone() {
    var choice = choice(null, null, null, "jdk");
    var mine = new NamedBackend("mine", closed);
    assertThat(choice.choose(Wanted.of(mine))).isSameAs(mine);
    assertThat(choice.choose(Wanted.NOTHING)).isSameAs(choice.choose(Wanted.of("jdk")));
    choice.close();
    choice.close();
    assertThat(closed).containsExactly("jdk");
    assertThatThrownBy(() -> choice.choose(Wanted.NOTHING))
        .isInstanceOf(IllegalStateException.class);
  }
}
