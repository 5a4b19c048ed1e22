mock_provider "aws" {
  mock_resource "aws_api_gateway_rest_api" {
    defaults = {
      arn           = "arn:aws:apigateway:us-east-1::/restapis/abc123"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:abc123"
    }
  }

  mock_resource "aws_api_gateway_stage" {
    defaults = {
      arn           = "arn:aws:apigateway:us-east-1::/restapis/abc123/stages/prod"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:abc123/prod"
      invoke_url    = "https://abc123.execute-api.us-east-1.amazonaws.com/prod"
    }
  }

  mock_resource "aws_api_gateway_domain_name" {
    defaults = {
      arn                    = "arn:aws:apigateway:us-east-1::/domainnames/api.example.com"
      regional_domain_name   = "d-abc.execute-api.us-east-1.amazonaws.com"
      regional_zone_id       = "Z1UJRXOUMOOFQ8"
      cloudfront_domain_name = "d111111abcdef8.cloudfront.net"
      cloudfront_zone_id     = "Z2FDTNDATAQYW2"
    }
  }

  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::123456789012:role/example"
    }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/apigateway/example"
    }
  }

  mock_resource "aws_wafv2_web_acl" {
    defaults = {
      arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/example/11111111-2222-3333-4444-555555555555"
    }
  }

  mock_resource "aws_wafv2_ip_set" {
    defaults = {
      arn = "arn:aws:wafv2:us-east-1:123456789012:regional/ipset/example/11111111-2222-3333-4444-555555555555"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition  = "aws"
      dns_suffix = "amazonaws.com"
    }
  }

  mock_data "aws_region" {
    defaults = {
      id   = "us-east-1"
      name = "us-east-1"
    }
  }

  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }
}

variables {
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
}

run "plan" {
  command = plan
}

run "apply" {
  command = apply

  assert {
    condition     = anytrue([startswith(output.invoke_url, "https://"), startswith(output.invoke_url, "wss://")])
    error_message = "The output invoke_url is not an address."
  }
}
