import PhoenixModel

/// Sees to it that a guest's image is on its node before anything else happens to the guest: by a step of its own route, or by
/// one of another guest's.
///
/// Nothing is waited for: what the guest depends on may take long, and others may need the image earlier.
func supply(_ image: String, for guest: GuestReference, route: inout Route, in draft: inout PlanDraft) {
    guard let node = draft.room.nodes[guest.node], case .success(let supply) = draft.room.supply(of: image, on: node)
    else { return }
    switch supply {
    case .present: break
    case .arriving(let step): route.wait(for: step)
    case .download(let source):
        let download = Download(guest: guest, volume: image, source: source)
        let step = route.begin(
            with: "download", change: .download(download), because: "node \(node.name) has no image '\(image)'")
        draft.room.expect(image, on: node.name, from: step)
    }
}
