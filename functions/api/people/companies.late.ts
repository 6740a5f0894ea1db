import type { Route } from '#runtime/contract';
import { type CompanyPorts, companyUseCases } from '#usecases/people/companies';
import { type CompanyListPorts, companyListUseCases } from '#usecases/people/company-lists';
import { type ContactCompanyPorts, contactCompanyUseCases } from '#usecases/people/contact-companies';
import { companyRoutes } from './companies.routes.ts';

/** Takes the ports; returns the routes of /companies and of a contact's companies. */
export function lateCompanyRoutes(ports: CompanyPorts & CompanyListPorts & ContactCompanyPorts): Route[] {
  return companyRoutes(companyUseCases(ports), companyListUseCases(ports), contactCompanyUseCases(ports));
}
