package dev.penstock.testkit.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Writes one answer in the way of a provider. Used once. */
abstract class Shape {
  private final List<byte[]> writes = new ArrayList<>();

  /** {@return what goes over the wire, a write each} */
  final List<byte[]> tell(Told told) {
    begin(told);
    int index = 0;
    for (var part : told.parts()) {
      switch (part) {
        case Part.Said said -> said(index, said);
        case Part.Thought thought -> thought(index, thought);
        case Part.Called call -> called(index, call);
      }
      index++;
    }
    switch (told.ending()) {
      case Told.Ending.Finished finish -> finished(told, finish);
      case Told.Ending.Failed(var type, var message) -> failed(type, message);
      case Told.Ending.Missing() -> {}
    }
    return List.copyOf(writes);
  }

  abstract void begin(Told told);

  abstract void said(int index, Part.Said said);

  abstract void thought(int index, Part.Thought thought);

  abstract void called(int index, Part.Called call);

  abstract void finished(Told told, Told.Ending.Finished finish);

  abstract void failed(String type, String message);

  // --- what goes out

  final void write(String text) {
    write(text.getBytes(UTF_8));
  }

  final void write(byte[] bytes) {
    writes.add(bytes);
  }

  /** Writes an event without a name. */
  final void event(String data) {
    write("data: " + data + "\n\n");
  }

  /** Writes an event with a name. */
  final void event(String name, String data) {
    write("event: " + name + "\ndata: " + data + "\n\n");
  }
}
