package bad;

final class BadLayout {
  int f( ) { return 1; }
}
