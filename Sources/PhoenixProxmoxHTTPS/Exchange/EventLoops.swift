import NIOPosix

/// The thread on which all connections live.
enum EventLoops {
    /// One is enough for thousands of calls a second and starts first; NIO's own group would start one for each
    /// processor. It lives as long as the program, like that one.
    static let shared = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    static let executor = EventLoopExecutor(shared.next())
}
