/** A program that reads answers. Its backends are found where they are. */
module com.example.reader {
  requires dev.penstock.normalizers;
}
