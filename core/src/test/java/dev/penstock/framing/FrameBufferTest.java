package dev.penstock.framing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameBufferTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 1000, 70_000})
  void it_never_has_more_room_than_it_may_need(int most) {
    var buffer = new FrameBuffer(most);
    for (int n = 1; n <= most; n++) {
      buffer.append((byte) n);
      assertThat(buffer.bytes().length).isBetween(n, most);
    }
    assertThat(buffer.length()).isEqualTo(most);
  }

  @Test
  void it_grows_by_doubling() {
    var buffer = new FrameBuffer(1 << 20);
    int arrays = 0;
    int last = 0;
    for (int n = 0; n < 1 << 20; n++) {
      buffer.append((byte) 'x');
      arrays += buffer.bytes().length == last ? 0 : 1;
      last = buffer.bytes().length;
    }
    assertThat(arrays).isEqualTo(1 + 12);
  }

  @Test
  void it_takes_more_than_it_was_said_to_need() {
    var buffer = new FrameBuffer(2);
    buffer.append(new byte[] {1, 2, 3, 4, 5}, 1, 5);
    buffer.append((byte) 6);
    assertThat(buffer.length()).isEqualTo(5);
    assertThat(buffer.bytes()).startsWith(2, 3, 4, 5, 6);
  }

  @Test
  void it_grows_no_sooner_than_it_must_wherever_a_piece_lies() {
    var buffer = new FrameBuffer(1 << 20);
    buffer.append(new byte[10_000], 9_800, 10_000);
    assertThat(buffer.bytes()).hasSize(256);
    buffer.append(new byte[56], 0, 56);
    assertThat(buffer.bytes()).hasSize(256);
    buffer.append((byte) 1);
    assertThat(buffer.bytes()).hasSize(512);
  }
}
