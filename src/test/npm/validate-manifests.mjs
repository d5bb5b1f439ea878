// Reads objects of Kubernetes from the JSON array in a file and validates each with the schemas of
// kubernetes-models: types, enumerations, required fields. Prints a line for each fault; exit code 1 if there are any.
import { readFileSync } from 'node:fs';

const PACKAGES = { 'monitoring.coreos.com': '@kubernetes-models/prometheus-operator' };

function modelOf({ apiVersion, kind }) {
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    return `${PACKAGES[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`;
}

let faults = 0;
for (const object of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
    try {
        const Model = (await import(modelOf(object)))[object.kind];
        new Model(object).validate();
    } catch (fault) {
        faults++;
        console.log(`${object.kind} ${object.metadata?.name}: ${fault.message}`);
    }
}
process.exit(faults === 0 ? 0 : 1);
