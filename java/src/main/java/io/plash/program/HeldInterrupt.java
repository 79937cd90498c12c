package io.plash.program;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Leaves SIGINT to the program that has the terminal, as system(3) does: this process goes on. By
 * sun.misc.Signal, for which the compiler has a warning that can not be turned off, and so by reflection;
 * where that is not to be had, a SIGINT ends this process as ever.
 */
public final class HeldInterrupt implements AutoCloseable {
  private final AtomicBoolean seen = new AtomicBoolean();
  private final Object former;

  /** Holds it back until this is closed. */
  public HeldInterrupt() {
    this.former = handle(null);
  }

  /** Whether there was one. */
  public boolean wasSeen() {
    return seen.get();
  }

  @Override
  public void close() {
    if (former != null) {
      handle(former);
    }
  }

  // Sets the handler, null for one that only notes the signal; gives the former one, null when there is none.
  private Object handle(Object handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> kind = Class.forName("sun.misc.SignalHandler");
      Object noting = Proxy.newProxyInstance(HeldInterrupt.class.getClassLoader(), new Class<?>[] {kind},
          (proxy, method, arguments) -> {
            seen.set(true);
            return null;
          });
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      return signal.getMethod("handle", signal, kind).invoke(null, interrupt, handler == null ? noting : handler);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
