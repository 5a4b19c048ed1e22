# A private backend behind a public API with a domain of its own, all by the community's module.

locals {
  zone   = "example.com"
  domain = "parcels.${local.zone}"
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

module "api" {
  source  = "terraform-aws-modules/apigateway-v2/aws"
  version = ">= 5.0, < 7.0"

  name        = "parcels"
  description = "Where parcels are"

  domain_name                 = local.domain
  hosted_zone_name            = local.zone
  create_certificate          = false
  domain_name_certificate_arn = module.certificate.acm_certificate_arn
  subdomain_record_types      = ["A", "AAAA"]

  routes = {
    "ANY /{proxy+}" = {
      detailed_metrics_enabled = true
      throttling_rate_limit    = 80
      throttling_burst_limit   = 40

      integration = {
        connection_type = "VPC_LINK"
        vpc_link_key    = "parcels"
        uri             = aws_lb_listener.parcels.arn
        type            = "HTTP_PROXY"
        method          = "ANY"
        tls_config = {
          server_name_to_verify = local.domain
        }
      }
    }

    "GET /health" = {
      integration = {
        uri                    = module.health.lambda_function_invoke_arn
        payload_format_version = "2.0"
      }
    }
  }

  vpc_links = {
    parcels = {
      security_group_ids = [module.link_security_group.security_group_id]
      subnet_ids         = var.subnet_ids
    }
  }

  stage_access_log_settings = null
}

module "certificate" {
  source  = "terraform-aws-modules/acm/aws"
  version = "~> 5.0"

  domain_name = local.domain
}

module "health" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "~> 7.0"

  function_name = "parcels-health"
  handler       = "health.handler"
  runtime       = "python3.13"
  memory_size   = 256
  architectures = ["arm64"]
  source_path   = "./health"
}

module "link_security_group" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "~> 5.0"

  name         = "parcels-link"
  vpc_id       = var.vpc_id
  egress_rules = ["all-all"]
}

resource "aws_lb_listener" "parcels" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/parcels/0123456789abcdef"
  port              = 443
  protocol          = "HTTPS"

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }
}

output "endpoint" {
  value = module.api.api_endpoint
}

output "target" {
  value = "${module.api.domain_name_target_domain_name}."
}
