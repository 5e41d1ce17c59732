package dev.penstock.prompt;

import java.net.URI;
import java.util.Base64;
import java.util.Locale;

/** A piece of what the user says or a tool answers. Its {@code toString()} does not show it. */
public sealed interface Content {

  /**
   * Text.
   *
   * @param text what it says
   */
  record Text(String text) implements Content {
    @Override
    public String toString() {
      return "text of " + text.length() + " characters";
    }
  }

  /**
   * An image that the provider fetches. Ollama and Bedrock fetch none.
   *
   * @param uri where it is, an absolute URI
   */
  record ImageUri(URI uri) implements Content {
    /**
     * Checks the URI.
     *
     * @throws IllegalArgumentException if it is not absolute; the message does not show it
     */
    public ImageUri {
      if (!uri.isAbsolute()) {
        throw new IllegalArgumentException("the URI of an image is not absolute");
      }
    }

    @Override
    public String toString() {
      return "image by URI";
    }
  }

  /**
   * An image.
   *
   * @param mediaType its type, such as {@code image/png}
   * @param base64 its bytes, in the standard alphabet of RFC 4648 §4
   */
  record ImageData(String mediaType, String base64) implements Content {
    /**
     * Checks the type.
     *
     * @throws IllegalArgumentException if it is no type of images
     */
    public ImageData {
      mediaType = mediaType.strip().toLowerCase(Locale.ROOT);
      if (mediaType.equals("image/jpg")) {
        mediaType = "image/jpeg";
      }
      if (!mediaType.matches("image/[a-z0-9.+-]+")) {
        throw new IllegalArgumentException(
            "not the media type of an image: it begins with image/, as image/png does");
      }
    }

    /** {@return the image as a {@code data:} URL} */
    public String dataUrl() {
      return "data:" + mediaType + ";base64," + base64;
    }

    @Override
    public String toString() {
      return mediaType + " of " + base64.length() / 4 * 3 + " bytes";
    }
  }

  /**
   * {@return text}
   *
   * @param text what it says
   */
  static Content text(String text) {
    return new Text(text);
  }

  /**
   * {@return an image that the provider fetches}
   *
   * @param uri where it is
   * @throws IllegalArgumentException if it is no absolute URI; the message does not show it
   */
  static Content image(URI uri) {
    return new ImageUri(uri);
  }

  /**
   * {@return an image}
   *
   * @param bytes its bytes, copied
   * @param mediaType its type, such as {@code image/png}
   * @throws IllegalArgumentException if that is no type of images
   */
  static Content image(byte[] bytes, String mediaType) {
    return new ImageData(mediaType, Base64.getEncoder().encodeToString(bytes));
  }
}
