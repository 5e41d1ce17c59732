package dev.penstock.framing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Ways to cut an input into chunks. Heap chunks are copies, which lie within larger arrays. */
final class Cuts {
  private static final int MARGIN = 3;

  private Cuts() {}

  static List<ByteBuffer> whole(byte[] input) {
    return List.of(heap(input, 0, input.length));
  }

  static List<ByteBuffer> every(int size, byte[] input) {
    var chunks = new ArrayList<ByteBuffer>();
    for (int i = 0; i < input.length; i += size) {
      chunks.add(heap(input, i, Math.min(input.length, i + size)));
    }
    return chunks;
  }

  static List<ByteBuffer> at(int cut, byte[] input) {
    return List.of(heap(input, 0, cut), heap(input, cut, input.length));
  }

  /**
   * Every way by name: whole, in pieces of 1 to 3 bytes, at each byte, with empty chunks, direct
   * and read-only.
   */
  static Map<String, List<ByteBuffer>> all(byte[] input) {
    var ways = new LinkedHashMap<String, List<ByteBuffer>>();
    ways.put("whole", whole(input));
    ways.put("whole, direct", List.of(direct(input, 0, input.length)));
    ways.put("whole, read-only", List.of(heap(input, 0, input.length).asReadOnlyBuffer()));
    for (int size = 1; size <= 3; size++) {
      ways.put("by " + size, every(size, input));
    }
    var spaced = new ArrayList<ByteBuffer>();
    var direct = new ArrayList<ByteBuffer>();
    for (int i = 0; i < input.length; i++) {
      spaced.add(ByteBuffer.allocate(0));
      spaced.add(heap(input, i, i + 1));
      direct.add(direct(input, i, i + 1));
      direct.add(ByteBuffer.allocateDirect(0));
    }
    spaced.add(ByteBuffer.allocate(0));
    ways.put("by 1, empty between", spaced);
    ways.put("by 1, direct", direct);
    for (int cut = 0; cut <= input.length; cut++) {
      ways.put("at " + cut, at(cut, input));
    }
    return ways;
  }

  static List<ByteBuffer> random(byte[] input, SplittableRandom random) {
    var chunks = new ArrayList<ByteBuffer>();
    int kind = random.nextInt(32);
    int longest = 1 + random.nextInt(random.nextBoolean() ? 4 : 1 + input.length);
    int i = 0;
    while (i < input.length) {
      int end = Math.min(input.length, i + random.nextInt(longest + 1));
      chunks.add(
          switch (kind) {
            case 0 -> direct(input, i, end);
            case 1 -> heap(input, i, end).asReadOnlyBuffer();
            default -> heap(input, i, end);
          });
      i = end;
    }
    return chunks;
  }

  private static ByteBuffer heap(byte[] input, int from, int to) {
    byte[] array = new byte[to - from + 2 * MARGIN];
    System.arraycopy(input, from, array, MARGIN, to - from);
    return ByteBuffer.wrap(array, MARGIN, to - from);
  }

  private static ByteBuffer direct(byte[] input, int from, int to) {
    return ByteBuffer.allocateDirect(to - from).put(input, from, to - from).flip();
  }
}
