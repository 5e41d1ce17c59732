package dev.penstock.jmh.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/**
 * An SVG, read as the XML it has to be.
 *
 * @param root its outermost element
 */
public record Picture(Element root) {

  /** Reads one; fails if it is not well-formed. */
  public static Picture of(String svg) throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return new Picture(builder.parse(new InputSource(new StringReader(svg))).getDocumentElement());
  }

  /** {@return the content of the first element of that name} */
  public String first(String element) {
    return root.getElementsByTagName(element).item(0).getTextContent();
  }

  /** {@return all text that is shown, in the order of the file} */
  public List<String> texts() {
    return elements("text").stream().map(Element::getTextContent).toList();
  }

  /** {@return the lengths of the bars, from the top; a key's square is none} */
  public List<Double> bars() {
    return elements("rect").stream()
        .filter(rect -> !rect.getAttribute("y").equals("32"))
        .map(rect -> Double.valueOf(rect.getAttribute("width")))
        .toList();
  }

  private List<Element> elements(String name) {
    var nodes = root.getElementsByTagName(name);
    var elements = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
