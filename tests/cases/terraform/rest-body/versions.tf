# orders: A REST API with usage plans, validation, an authorizer, a cache and a firewall
# Designed for us-east-1; the caller's provider decides the Region.
terraform {
  required_version = ">= 1.3.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}
