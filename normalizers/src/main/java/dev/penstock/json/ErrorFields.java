package dev.penstock.json;

import dev.penstock.NormalizerLimitException;
import dev.penstock.ProviderError;
import dev.penstock.framing.ByteSlice;
import dev.penstock.framing.Frame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Collects a provider's error from the fields of an object, in whatever shape it comes.
 *
 * <p>Servers say {@code {"error": {"message": …}}}, {@code {"error": "…", "code": …}}, {@code
 * {"object": "error", "message": …}}, {@code {"detail": …}}, and all of these inside one another. A
 * normalizer offers the fields of its frame by {@link #take}, and asks at the end whether there was
 * an error. Not thread-safe.
 */
public final class ErrorFields {
  /** How deep errors inside errors are looked for. */
  private static final int MAX_LEVEL = 8;

  private int level;
  private boolean found;
  private @Nullable String message;
  private @Nullable String type;
  private @Nullable String code;
  private int messageLevel;
  private int typeLevel;
  private int codeLevel;

  /** Makes one that has nothing yet. */
  public ErrorFields() {}

  /** Forgets everything. */
  public void clear() {
    level = 0;
    found = false;
    message = null;
    type = null;
    code = null;
    messageLevel = 0;
    typeLevel = 0;
    codeLevel = 0;
  }

  /**
   * Takes a field if it is one that errors have.
   *
   * @param name the field's name
   * @param json stands on its value
   * @return whether it was taken
   */
  public boolean take(String name, JsonCursor json) {
    switch (name) {
      case "error" -> takeError(json);
      case "message", "detail", "Message" -> message(json);
      case "type", "status", "error_type", "__type" -> type(json);
      case "code" -> code(json);
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes a value that says what the object is: {@code "error"} if its fields are an error's.
   *
   * @param json stands on it
   */
  public void takeKind(JsonCursor json) {
    found |= json.is("error");
  }

  /** Says that the fields are an error's, whichever they are. */
  public void setFound() {
    found = true;
  }

  /**
   * Takes a value that is an error, whatever its fields say: a text, or an object.
   *
   * @param json stands on it
   */
  public void takeError(JsonCursor json) {
    if (level == MAX_LEVEL) {
      return;
    }
    level++;
    if (json.isObject()) {
      for (var name = json.firstField(); name != null; name = json.nextField()) {
        found = true;
        take(name, json);
      }
    } else if (json.isArray()) {
      for (boolean more = json.firstElement(); more; more = json.nextElement()) {
        takeError(json);
      }
    } else if (!json.is("") && json.scalar() != null && !"false".equals(json.scalar())) {
      found = true;
      message(json);
    }
    level--;
  }

  private void message(JsonCursor json) {
    if (level >= messageLevel) {
      var value = json.isObject() || json.isArray() ? json.raw() : json.scalar();
      if (value != null) {
        message = value;
        messageLevel = level;
      }
    }
  }

  private void type(JsonCursor json) {
    // A number under "status" is the HTTP status once more; "type": "error" says what is known.
    var value = json.is("error") ? null : json.text();
    if (value != null && level >= typeLevel) {
      type = value;
      typeLevel = level;
    }
  }

  private void code(JsonCursor json) {
    var value = json.scalar();
    if (value != null && level >= codeLevel) {
      code = value;
      codeLevel = level;
    }
  }

  /** {@return whether an {@code error} was among the fields that had anything in it} */
  public boolean found() {
    return found;
  }

  /** {@return the error that the fields make up, be there an {@code error} among them or not} */
  public ProviderError toError() {
    return toError(0);
  }

  private ProviderError toError(int status) {
    return new ProviderError(
        type,
        code,
        message == null ? "" : message,
        status == 0 ? Retryable.says(type, code) : Retryable.says(status));
  }

  /**
   * Reads the body of an error response.
   *
   * @param status the response's status
   * @param body the body, perhaps cut off, perhaps no JSON
   * @param json reads it
   * @return the error; null if there is none to be seen
   */
  static @Nullable ProviderError ofBody(int status, ByteSlice body, JsonCursor json) {
    var fields = new ErrorFields();
    try {
      // Google wraps it in an array.
      if (!json.read(body) || (json.isArray() && !json.firstElement())) {
        return null;
      }
      for (var name = json.firstField(); name != null; name = json.nextField()) {
        fields.take(name, json);
      }
    } catch (MalformedJsonException | NormalizerLimitException e) {
      // A body that is cut off: what came of it says something still.
    }
    boolean nothing = fields.message == null && fields.type == null && fields.code == null;
    return nothing ? null : fields.toError(status);
  }

  /**
   * Reads what a server says in an event named {@code error}: JSON with or without an {@code error}
   * in it, or plain text.
   *
   * @param data the event's data
   * @param json reads it
   * @return the error
   */
  static ProviderError ofEvent(ByteSlice data, JsonCursor json) {
    var fields = new ErrorFields();
    fields.takeData(data, json);
    return fields.toError();
  }

  private void takeData(ByteSlice data, JsonCursor json) {
    try {
      if (json.read(data)) {
        takeError(json);
      }
    } catch (MalformedJsonException | NormalizerLimitException e) {
      clear();
      message = data.toString().strip();
    }
  }

  /**
   * Reads an AWS message of the kind {@code exception} or {@code error}.
   *
   * @param frame the message
   * @param json reads it
   * @return the error
   */
  static ProviderError ofMessage(Frame frame, JsonCursor json) {
    var fields = new ErrorFields();
    if (!frame.data().isEmpty()) {
      fields.takeData(frame.data(), json);
    }
    fields.type = frame.type();
    if (fields.message == null) {
      fields.message = frame.header(":error-message");
    }
    return fields.toError();
  }

  /**
   * Looks for an error in bytes that are no frame: a line {@code error: {…}}, or a JSON document
   * with an {@code error} in it, over one line or several.
   *
   * @param stray the bytes
   * @param json reads them
   * @return the error; null if there is none
   */
  static @Nullable ProviderError ofStray(ByteSlice stray, JsonCursor json) {
    var text = stray.toString();
    for (var line : text.lines().toList()) {
      if (line.startsWith("error:")) {
        var rest = line.substring("error:".length()).getBytes(StandardCharsets.UTF_8);
        return ofEvent(ByteSlice.of(rest), json);
      }
    }
    var fields = new ErrorFields();
    try {
      if (text.isBlank() || text.stripLeading().charAt(0) != '{' || !json.read(stray)) {
        return null;
      }
      for (var name = json.firstField(); name != null; name = json.nextField()) {
        fields.take(name, json);
      }
    } catch (MalformedJsonException | NormalizerLimitException e) {
      return null;
    }
    return fields.found() ? fields.toError() : null;
  }
}
