// The two routes of /indexes that have no name in their path. Everything else is routed by nginx.conf alone.

const INSTANCES = ['a', 'b'];

async function answer(r) {
    switch (r.method) {
    case 'GET':
    case 'HEAD':
        return list(r);
    case 'POST':
        return create(r);
    default:
        r.internalRedirect('@anywhere');
    }
}

// All or nothing: a list without the indexes of one instance would say that they do not exist.
async function list(r) {
    const replies = await Promise.all(INSTANCES.map(name => r.subrequest('/list/' + name)));
    const refused = replies.find(reply => reply.status !== 200);
    if (refused) {
        return pass(r, refused, refused.responseText);
    }
    const all = replies.reduce((joined, reply) => joined.concat(JSON.parse(reply.responseText)), []);
    all.sort((x, y) => x.name < y.name ? -1 : 1);
    pass(r, replies[0], JSON.stringify(all));
}

// Sends on only the name that was read here, so that no instance can read another one.
async function create(r) {
    const name = nameIn(r.requestText);
    if (name === undefined) {
        r.headersOut['Content-Type'] = 'application/problem+json';
        r.headersOut['X-Request-Id'] = r.variables.id;
        return r.return(422, JSON.stringify({
            type: '/problems/invalid-request', title: 'Request does not fit its schema', status: 422,
            detail: 'Send a JSON object with the name of the index, such as {"name": "works"}.', instance: r.variables.id}));
    }
    // A name that cannot be is refused by every instance in the same words.
    const place = /^[a-z0-9]+$/.test(name) ? name : 'x';
    const reply = await r.subrequest('/create/' + place, {method: 'POST', body: JSON.stringify({name: name})});
    pass(r, reply, reply.responseText);
}

function nameIn(text) {
    try {
        const name = JSON.parse(text).name;
        return typeof name === 'string' && name !== '' ? name : undefined;
    } catch (notJson) {
        return undefined;
    }
}

function pass(r, reply, body) {
    for (const header in reply.headersOut) {
        if (!/^(content-length|transfer-encoding|connection|date|server)$/i.test(header)) {
            r.headersOut[header] = reply.headersOut[header];
        }
    }
    // nginx adds headers of its own to no subrequest.
    r.headersOut['X-Request-Id'] = r.variables.id;
    if (reply.status === 503 && !reply.headersOut['Retry-After']) {
        r.headersOut['Retry-After'] = '5';
    }
    r.return(reply.status, body);
}

export default {answer};
