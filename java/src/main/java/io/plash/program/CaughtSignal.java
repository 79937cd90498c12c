package io.plash.program;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notes that a signal has come, in place of what it would do to this process. The JDK offers this only by
 * sun.misc.Signal, for which the compiler has a warning that cannot be turned off; it is called by reflection,
 * therefore, and where it is missing the signal does what it did.
 */
public final class CaughtSignal implements AutoCloseable {
  private final String name;
  private final AtomicBoolean seen = new AtomicBoolean();
  private final Object former;

  private CaughtSignal(String name) {
    this.name = name;
    this.former = handle(null);
  }

  /**
   * Leaves SIGINT to the program that has the terminal until this object is closed, while this process goes on, as
   * system(3) does.
   */
  public static CaughtSignal interrupt() {
    return new CaughtSignal("INT");
  }

  /** Notes changes of the terminal's size. */
  public static CaughtSignal resize() {
    return new CaughtSignal("WINCH");
  }

  /** Tells whether the signal has come since this was asked last. */
  public boolean takeSeen() {
    return seen.getAndSet(false);
  }

  @Override
  public void close() {
    if (former != null) {
      handle(former);
    }
  }

  // Installs the handler, or with null one that only notes the signal, and returns the former one or null.
  private Object handle(Object handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> kind = Class.forName("sun.misc.SignalHandler");
      Object noting = Proxy.newProxyInstance(CaughtSignal.class.getClassLoader(), new Class<?>[] {kind},
          (proxy, method, arguments) -> {
            seen.set(true);
            return null;
          });
      Object caught = signal.getConstructor(String.class).newInstance(name);
      return signal.getMethod("handle", signal, kind).invoke(null, caught, handler == null ? noting : handler);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
