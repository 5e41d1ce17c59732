package dev.penstock.gemini;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The media types of images by their files' names. Stateless. */
final class MediaTypes {
  private MediaTypes() {}

  /**
   * {@return the type of an image; null if its name does not tell}
   *
   * @param path a file's name or path; null for none
   */
  static @Nullable String byName(@Nullable String path) {
    if (path == null) {
      return null;
    }
    return switch (path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
      case "png" -> "image/png";
      case "jpg", "jpeg" -> "image/jpeg";
      case "webp" -> "image/webp";
      case "gif" -> "image/gif";
      case "heic" -> "image/heic";
      case "heif" -> "image/heif";
      default -> null;
    };
  }
}
