package dev.penstock.framing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A way to cut bytes into chunks, which are views of one array. */
record Splitting(String name, List<ByteBuffer> chunks) {

  static Splitting whole(byte[] bytes) {
    return new Splitting("whole", List.of(ByteBuffer.wrap(bytes)));
  }

  static Splitting every(int size, byte[] bytes) {
    var chunks = new ArrayList<ByteBuffer>();
    for (int i = 0; i < bytes.length; i += size) {
      chunks.add(ByteBuffer.wrap(bytes, i, Math.min(size, bytes.length - i)));
    }
    return new Splitting(size + " a chunk", chunks);
  }

  static Splitting at(int index, byte[] bytes) {
    return new Splitting(
        "split at " + index,
        List.of(
            ByteBuffer.wrap(bytes, 0, index), ByteBuffer.wrap(bytes, index, bytes.length - index)));
  }

  static Splitting random(RandomGenerator random, int most, byte[] bytes) {
    var chunks = new ArrayList<ByteBuffer>();
    int from = 0;
    while (from < bytes.length) {
      int length = Math.min(bytes.length - from, random.nextInt(most + 1));
      chunks.add(ByteBuffer.wrap(bytes, from, length));
      from += length;
    }
    return new Splitting("random", chunks);
  }

  Splitting withEmptyChunks() {
    var padded = new ArrayList<ByteBuffer>();
    for (var chunk : chunks) {
      padded.add(ByteBuffer.allocate(0));
      padded.add(chunk);
      padded.add(ByteBuffer.allocate(0));
    }
    return new Splitting(name + ", empty ones between", padded);
  }

  /**
   * Returns whole, 1, 2, 3 bytes a chunk and each split in two, all with and without empty chunks
   * between.
   */
  static Iterable<Splitting> all(byte[] bytes) {
    return () -> stream(bytes).iterator();
  }

  private static Stream<Splitting> stream(byte[] bytes) {
    var equal = IntStream.rangeClosed(1, 3).mapToObj(size -> every(size, bytes));
    var twoWay = IntStream.range(1, bytes.length).mapToObj(index -> at(index, bytes));
    return Stream.of(Stream.of(whole(bytes)), equal, twoWay)
        .flatMap(splittings -> splittings)
        .flatMap(splitting -> Stream.of(splitting, splitting.withEmptyChunks()));
  }

  /** How a chunk is lent to a parser. */
  enum Feeding {
    ARRAY {
      @Override
      void feed(FrameParser parser, ByteBuffer chunk) {
        parser.feed(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
      }
    },
    COPY {
      @Override
      void feed(FrameParser parser, ByteBuffer chunk) {
        // Around the range, bytes that would change the result if they were read.
        byte[] larger = new byte[chunk.remaining() + 20];
        Arrays.fill(larger, (byte) '\n');
        chunk.duplicate().get(larger, 11, chunk.remaining());
        parser.feed(larger, 11, chunk.remaining());
      }
    },
    HEAP_BUFFER {
      @Override
      void feed(FrameParser parser, ByteBuffer chunk) {
        parser.feed(chunk.slice());
      }
    },
    DIRECT_BUFFER {
      @Override
      void feed(FrameParser parser, ByteBuffer chunk) {
        parser.feed(ByteBuffer.allocateDirect(chunk.remaining()).put(chunk.duplicate()).flip());
      }
    };

    abstract void feed(FrameParser parser, ByteBuffer chunk);
  }
}
