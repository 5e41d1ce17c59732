package dev.penstock.framing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A way to cut bytes into chunks. */
record Splitting(String name, List<byte[]> chunks) {

  static Splitting whole(byte[] bytes) {
    return new Splitting("whole", List.of(bytes));
  }

  static Splitting every(int size, byte[] bytes) {
    var chunks = new ArrayList<byte[]>();
    for (int i = 0; i < bytes.length; i += size) {
      chunks.add(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + size)));
    }
    return new Splitting(size + " a chunk", chunks);
  }

  static Splitting at(int index, byte[] bytes) {
    return new Splitting(
        "split at " + index,
        List.of(Arrays.copyOf(bytes, index), Arrays.copyOfRange(bytes, index, bytes.length)));
  }

  static Splitting random(RandomGenerator random, int most, byte[] bytes) {
    var chunks = new ArrayList<byte[]>();
    int from = 0;
    while (from < bytes.length) {
      int to = Math.min(bytes.length, from + random.nextInt(most + 1));
      chunks.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return new Splitting("random", chunks);
  }

  Splitting withEmptyChunks() {
    var padded = new ArrayList<byte[]>();
    for (var chunk : chunks) {
      padded.add(new byte[0]);
      padded.add(chunk);
      padded.add(new byte[0]);
    }
    return new Splitting(name + ", empty ones between", padded);
  }

  /** Returns whole, 1, 2, 3 bytes, with empty chunks, and each split in two. */
  static List<Splitting> all(byte[] bytes) {
    var all = new ArrayList<Splitting>();
    all.add(whole(bytes));
    for (int size = 1; size <= 3; size++) {
      all.add(every(size, bytes));
      all.add(every(size, bytes).withEmptyChunks());
    }
    for (int i = 1; i < bytes.length; i++) {
      all.add(at(i, bytes));
      all.add(at(i, bytes).withEmptyChunks());
    }
    return all;
  }

  /** How a chunk is lent to a parser. */
  enum Feeding {
    ARRAY {
      @Override
      void feed(FrameParser parser, byte[] chunk) {
        parser.feed(chunk);
      }
    },
    RANGE {
      @Override
      void feed(FrameParser parser, byte[] chunk) {
        // Around the range, bytes that would change the result if they were read.
        byte[] larger = new byte[chunk.length + 20];
        Arrays.fill(larger, (byte) '\n');
        System.arraycopy(chunk, 0, larger, 11, chunk.length);
        parser.feed(larger, 11, chunk.length);
      }
    },
    HEAP_BUFFER {
      @Override
      void feed(FrameParser parser, byte[] chunk) {
        byte[] larger = new byte[chunk.length + 9];
        System.arraycopy(chunk, 0, larger, 5, chunk.length);
        parser.feed(ByteBuffer.wrap(larger, 5, chunk.length).slice());
      }
    },
    DIRECT_BUFFER {
      @Override
      void feed(FrameParser parser, byte[] chunk) {
        parser.feed(ByteBuffer.allocateDirect(chunk.length).put(chunk).flip());
      }
    };

    abstract void feed(FrameParser parser, byte[] chunk);
  }
}
