package dev.penstock.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What goes wrong with what is served. */
sealed interface ServeFault {
  /** Silence after so many events. */
  record Stall(long events) implements ServeFault {}

  /** The connection is reset after so many events. */
  record Reset(long events) implements ServeFault {}

  /** The connection is closed after so many bytes of the body. */
  record Truncate(long bytes) implements ServeFault {}

  /** Another status, and an error in place of the body. */
  record Status(int code) implements ServeFault {}

  /** Reads a fault as users write it. */
  final class Converter implements ITypeConverter<ServeFault> {
    private static final Pattern FAULT =
        Pattern.compile("(stall|reset|truncate)@(\\d{1,15})|status=([1-5]\\d\\d)");

    @Override
    public ServeFault convert(String value) {
      var parts = FAULT.matcher(value);
      if (!parts.matches()) {
        throw new TypeConversionException(
            "'" + value + "' is no fault: stall@EVENT, reset@EVENT, truncate@BYTE or status=CODE");
      }
      if (parts.group(3) != null) {
        int code = Integer.parseInt(parts.group(3));
        if (code < 200) {
          throw new TypeConversionException("status=" + code + " is not the end of an answer");
        }
        return new Status(code);
      }
      long at = Long.parseLong(parts.group(2));
      return switch (parts.group(1)) {
        case "stall" -> new Stall(at);
        case "reset" -> new Reset(at);
        default -> new Truncate(at);
      };
    }
  }
}
