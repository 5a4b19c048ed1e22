# A REST API whose document is a template beside these files.

data "aws_region" "current" {}

variable "function_arn" {
  type    = string
  default = "arn:aws:lambda:eu-west-1:123456789012:function:pets"
}

variable "name" {
  type    = string
  default = "pets"
}

locals {
  document = templatefile("${path.module}/openapi.yaml.tftpl", {
    title      = var.name
    invoke_arn = "arn:aws:apigateway:${data.aws_region.current.name}:lambda:path/2015-03-31/functions/${var.function_arn}/invocations"
  })
}

resource "aws_api_gateway_rest_api" "pets" {
  name              = var.name
  body              = local.document
  put_rest_api_mode = "merge"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

# A second, small one is written in place.
resource "aws_api_gateway_rest_api" "status" {
  name = "${var.name}-status"

  body = jsonencode({
    openapi = "3.0.1"
    info = {
      title   = "${var.name}-status"
      version = "1.0"
    }
    paths = {
      "/status" = {
        get = {
          responses = {
            "200" = { description = "Alive" }
          }
          x-amazon-apigateway-integration = {
            type = "mock"
            requestTemplates = {
              "application/json" = jsonencode({ statusCode = 200 })
            }
            responses = {
              default = { statusCode = "200" }
            }
          }
        }
      }
    }
  })

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_deployment" "this" {
  for_each = {
    pets   = aws_api_gateway_rest_api.pets
    status = aws_api_gateway_rest_api.status
  }

  rest_api_id = each.value.id

  triggers = {
    redeployment = sha1(each.value.body)
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "v1" {
  for_each = aws_api_gateway_deployment.this

  rest_api_id   = each.value.rest_api_id
  deployment_id = each.value.id
  stage_name    = "v1"
}
