package dev.penstock.cli;

import dev.penstock.testkit.recording.Playback;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How recordings are played: options of several commands. */
final class PlaybackOptions {
  private static final String AT_ONCE = "max";
  private static final String AT_RANDOM = "random";

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "How many times as fast as it was recorded, or max (default: 1).")
  private String speed = "1";

  @Option(
      names = "--chunk",
      paramLabel = "N",
      description =
          "Cut the body anew into N bytes at a time, or random, or random:SEED (default: as"
              + " recorded).")
  private @Nullable String chunk;

  Playback playback() {
    return cut(atSpeed());
  }

  private Playback atSpeed() {
    try {
      return speed.equals(AT_ONCE)
          ? Playback.atOnce()
          : Playback.atSpeed(Double.parseDouble(speed));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--speed takes a number above 0 or max, not '" + speed + "'");
    }
  }

  private Playback cut(Playback playback) {
    if (chunk == null) {
      return playback;
    }
    try {
      if (chunk.equals(AT_RANDOM)) {
        return playback.inRandomChunks(0);
      }
      return chunk.startsWith(AT_RANDOM + ":")
          ? playback.inRandomChunks(Long.parseLong(chunk.substring(AT_RANDOM.length() + 1)))
          : playback.inChunksOf(Integer.parseInt(chunk));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--chunk takes a number of at least 1, random or random:SEED, not '" + chunk + "'");
    }
  }
}
