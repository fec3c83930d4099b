import NIOCore
import NIOPosix
package import PhoenixSimulatorAPI
import Synchronization

/// An HTTPS server that looks like pveproxy from outside and asks an `APIHandler` for what it answers.
package final class Server: Sendable {
    /// Where it listens; the port is the real one where 0 was asked for.
    package let address: PeerAddress
    /// SHA-256 of the certificate's DER, as `AA:BB:…`.
    package let fingerprint: String
    private let group: MultiThreadedEventLoopGroup
    private let listener: any Channel
    private let service: ConnectionService
    private let stopping = Mutex<Task<Void, Never>?>(nil)

    /// Listens from the moment it returns.
    package static func start(
        handler: any APIHandler, configuration: ServerConfiguration
    ) async throws(ServerError) -> Server {
        let identity = try ServerIdentity(configuration.certificate)
        let service = ConnectionService(
            handler: handler, configuration: configuration, encryption: try identity.context())
        let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        do {
            let listener = try await listen(for: service, on: group)
            return Server(listener: listener, group: group, service: service, fingerprint: identity.fingerprint)
        } catch {
            await shutDown(group)
            throw bindFailure(error, configuration)
        }
    }

    private init(
        listener: any Channel, group: MultiThreadedEventLoopGroup, service: ConnectionService, fingerprint: String
    ) {
        self.listener = listener
        self.group = group
        self.service = service
        self.fingerprint = fingerprint
        address = PeerAddress(
            host: listener.localAddress?.ipAddress ?? service.configuration.host,
            port: listener.localAddress?.port ?? service.configuration.port)
    }

    /// Connections that are open; for tests and status lines.
    package var connectionCount: Int { service.connections.connectionCount }
    /// Requests whose answer is being worked out.
    package var callCount: Int { service.connections.callCount }

    /// Takes nothing new, gives the answers that are owed within `ServerLimits.stopSeconds`, then closes everything.
    /// Returns when the port is free, however often it is called.
    package func stop() async {
        let stopping = stopping.withLock { stopping in
            let task = stopping ?? Task { await stopOnce() }
            stopping = task
            return task
        }
        await stopping.value
    }

    private func stopOnce() async {
        // Neither closing nor waiting for it can fail in a way that leaves anything to do.
        _ = try? await listener.close().get()
        let channels = service.connections.channels
        tell(channels, .now)
        let loop = group.next()
        let end = loop.scheduleTask(in: Patience.time(service.configuration.limits.stopSeconds)) { [self] in
            tell(channels, .withoutAnswer)
        }
        _ = try? await EventLoopFuture.andAllComplete(channels.map(\.closeFuture), on: loop).get()
        end.cancel()
        await Self.shutDown(group)
    }

    private func tell(_ channels: [any Channel], _ event: ServerStops) {
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(event) }
    }

    private static func listen(
        for service: ConnectionService, on group: MultiThreadedEventLoopGroup
    ) async throws -> any Channel {
        let configuration = service.configuration
        return try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: ServerLimits.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // One at a time, so that the gate counts each before the next.
            .serverChannelOption(.maxMessagesPerRead, value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    // The first waits a moment when the system has no descriptors left.
                    try channel.pipeline.syncOperations.addHandlers(
                        AcceptBackoffHandler(shouldForwardIOErrorCaught: false),
                        AcceptGate(connections: service.connections, limit: configuration.limits.connections))
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try setUp(channel, for: service) }
            }
            .bind(host: configuration.host, port: configuration.port).get()
    }

    private static func setUp(_ channel: any Channel, for service: ConnectionService) throws {
        let limits = service.configuration.limits
        let wire = WireHandler(encryption: service.encryption)
        let peer = PeerAddress(
            host: channel.remoteAddress?.ipAddress ?? "", port: channel.remoteAddress?.port ?? 0)
        let connection = ConnectionHandler(
            service: service, wire: wire, peer: peer,
            keepsConnection: service.connections.connectionCount < limits.connections - limits.keepAliveReserve)
        try channel.pipeline.syncOperations.addHandlers(wire, connection)
    }

    private static func bindFailure(_ error: any Error, _ configuration: ServerConfiguration) -> ServerError {
        let (host, port) = (configuration.host, configuration.port)
        if let error = error as? IOError, error.errnoCode == EADDRINUSE {
            return .addressInUse(host: host, port: port)
        }
        return .addressUnusable(host: host, port: port, cause: "\(error)")
    }

    private static func shutDown(_ group: MultiThreadedEventLoopGroup) async {
        // Fails only where the group was shut down before, and then there is nothing left to do.
        _ = try? await group.shutdownGracefully()
    }
}
