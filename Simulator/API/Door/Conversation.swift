import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess
import ProxmoxSchema

/// One request's way to its route, in the order in which Proxmox looks at things (AnyEvent.pm, REST handler).
///
/// Authentication, body, path, parameters that contradict it, tokens, declared rights, other nodes, the parameters'
/// schema, and then the route: so that a missing right is told before a wrong parameter.
struct Conversation: Sendable {
    let table: EndpointTable
    let localNode: NodeName

    /// What became of a request.
    enum Reply {
        case answer(APIAnswer)
        /// A worker holds the guest; this is the answer if it goes on doing so.
        case busy(APIAnswer)
        /// The client waits for what happens then.
        case wants(Instant)
    }

    func reply(
        to request: APIRequest, _ cluster: inout Cluster, _ memory: inout Memory, _ pace: Pace
    ) -> Reply {
        guard let target = APITarget(request.path) else { return .answer(Self.page(request)) }
        do throws(Refusal) {
            let credentials = Self.credentials(of: request)
            let identity = try authenticate(credentials, request, target, cluster)
            if let refusal = request.content.refusal { return .answer(refusal) }
            guard let envelope = Envelope(rawValue: target.format) else {
                return .answer(.plain(501, "no such uri"))
            }
            return reply(to: request, target, identity, envelope, &cluster, &memory, pace)
        } catch {
            return .answer(Envelope.json.answer(error))
        }
    }

    private func reply(
        to request: APIRequest, _ target: APITarget, _ identity: Identity?, _ envelope: Envelope,
        _ cluster: inout Cluster, _ memory: inout Memory, _ pace: Pace
    ) -> Reply {
        do throws(Refusal) {
            let (endpoint, parameters) = try find(request, target)
            let call = try admit(request, endpoint, parameters, identity, target, cluster)
            if pace == .virtual, let instant = cluster.awaitedInstant(of: call) { return .wants(instant) }
            guard let route = RouteTable.routes[RouteKey(method: endpoint.method, path: endpoint.path)] else {
                throw .notImplemented(Self.gapText(endpoint))
            }
            cluster.requester = call.identity.text
            return .answer(try perform(route, call, envelope, &cluster, &memory))
        } catch {
            let answer = envelope.answer(error)
            return error.isBusy ? .busy(answer) : .answer(answer)
        }
    }

    /// The route, with whatever goes wrong around it.
    private func perform(
        _ route: Route, _ call: Call, _ envelope: Envelope, _ cluster: inout Cluster, _ memory: inout Memory
    ) throws(Refusal) -> APIAnswer {
        let gate = FaultGate(call, &cluster)
        switch gate.obstacle {
        case .lost: return .lost
        case .refused(let refusal): throw refusal
        case nil: break
        }
        if gate.isStale, var past = gate.isObservation ? memory.lastSeen : memory.earlier {
            return envelope.answer(try route(&past, call), passesDaemon: call.endpoint.isProtected)
        }
        var call = call
        call.fault = gate.kind
        let output = try route(&cluster, call)
        gate.strikeTask(of: output, &cluster)
        memory.earlier = cluster.canReadStale ? cluster : nil
        if gate.isObservation { memory.lastSeen = memory.earlier }
        return gate.delivered(envelope.answer(output, passesDaemon: call.endpoint.isProtected))
    }

    /// The endpoint, and what was given to it.
    private func find(
        _ request: APIRequest, _ target: APITarget
    ) throws(Refusal) -> (Endpoint, RequestParameters) {
        guard case .found(let endpoint, let path) = table.lookUp(request.method, target.path) else {
            throw .notImplemented(EndpointLookup.notImplemented(method: request.method, path: target.path))
        }
        let given = try given(request)
        do throws(ParameterErrors) {
            return (endpoint, try RequestParameters(path: path, given: given))
        } catch {
            throw .parameters(error.texts)
        }
    }

    /// Query and body; what the query says counts.
    private func given(_ request: APIRequest) throws(Refusal) -> [String: ProxmoxSchema.ParameterValue] {
        let query = FormDecoding.parameters((request.query ?? "").utf8)
        let type = Admission.mediaType(of: request.headerFields["Content-Type"] ?? "")
        guard type == "application/json", !request.body.isEmpty else {
            return FormDecoding.joined(query: query, body: FormDecoding.parameters(request.body))
        }
        do throws(JSONBodyError) {
            return FormDecoding.joined(query: query, body: try JSONBody.parameters(request.body))
        } catch {
            throw .failed(String(error.text.dropLast()))
        }
    }

    /// Nil where nobody has to say who it is.
    private func authenticate(
        _ credentials: Credentials, _ request: APIRequest, _ target: APITarget, _ cluster: Cluster
    ) throws(Refusal) -> Identity? {
        let authentication = Authentication(
            access: cluster.access, key: cluster.ticketKey, nowSeconds: Int(cluster.now.seconds))
        do throws(AuthenticationFailure) {
            return try authentication.identity(of: credentials, method: request.method, path: target.path)
        } catch {
            throw .unauthenticated(error)
        }
    }

    private static func credentials(of request: APIRequest) -> Credentials {
        let fields = request.headerFields
        return Credentials(
            cookie: fields["Cookie"], authorization: fields["Authorization"], csrfToken: fields["CSRFPreventionToken"])
    }

    private func admit(
        _ request: APIRequest, _ endpoint: Endpoint, _ given: RequestParameters, _ identity: Identity?,
        _ target: APITarget, _ cluster: Cluster
    ) throws(Refusal) -> Call {
        // Told from what was sent: where nobody is asked who he is, a token is none the less no ticket.
        if !endpoint.allowsToken, case .token = Self.credentials(of: request).proof {
            throw Refusal(.needsTicket(uri: target.path))
        }
        let rights = identity.map { cluster.access.rights(of: $0) }
        do throws(AccessFailure) {
            try endpoint.permission.require(of: rights, parameters: given.values.compactMapValues(\.scalarText))
        } catch {
            throw Refusal(error)
        }
        if endpoint.proxiesToNode { try requireAnswer(ofNode: given["node"], cluster) }
        do throws(ParameterErrors) {
            return Call(
                endpoint: endpoint, parameters: try endpoint.check(given),
                rights: rights ?? cluster.access.rights(of: .nobody), profile: table.profile, localNode: localNode)
        } catch {
            throw .parameters(error.texts)
        }
    }

    /// Another node is asked over the network; an unknown name is looked for in vain.
    private func requireAnswer(ofNode name: String?, _ cluster: Cluster) throws(Refusal) {
        guard let name, name != "localhost", NodeName(name) != localNode else { return }
        guard let node = cluster.nodes[NodeName(name)] else {
            throw .failed(
                "hostname lookup '\(name)' failed - failed to get address info for: \(name): "
                    + "Temporary failure in name resolution")
        }
        guard node.isOnline else { throw .unreachable(595, "No route to host") }
    }

    private static func gapText(_ endpoint: Endpoint) -> String {
        "Method '\(endpoint.method) \(endpoint.path)' is Proxmox's, but the simulated Proxmox does not have it"
    }

    /// What lies outside the API: a page that says what this is.
    private static func page(_ request: APIRequest) -> APIAnswer {
        guard request.path == "/", request.method == "GET" else {
            return .plain(501, "no such file '\(request.path)'")
        }
        return APIAnswer(
            status: 200, reason: "OK", headerFields: ["Content-Type": "text/html; charset=utf-8"],
            body: Array("<!DOCTYPE html><title>Simulated Proxmox VE</title><p>The API is at /api2/json.\n".utf8))
    }
}
